"""Reads a badge as a stranger's verifier would: with PyJWT and the issuer's published keys, and by what the standard says a badge has.

badge_verify.py BADGE KEYS WITHDRAWN prints "accepted NAME" or "refused: why".
"""
import json
import sys

import jwt

badge, keys, withdrawn = (open(path, encoding="utf-8").read() for path in sys.argv[1:4])


def refuse(why):
    print("refused:", why)
    sys.exit(0)


head = jwt.get_unverified_header(badge)
key = next((k for k in json.loads(keys)["keys"] if head["kid"].endswith("/" + k["kid"])), None)
if not key:
    refuse("no published key signed it")
if head["jwk"] != key or "d" in key:
    refuse("the key it carries is not the published one")
try:
    it = jwt.decode(badge, jwt.PyJWK(key).key, algorithms=["RS256"], options={"verify_exp": False, "verify_nbf": False})
except jwt.InvalidTokenError as error:
    refuse(str(error))

subject = it["credentialSubject"]
achievement = subject["achievement"]
wanted = {
    "contexts": it["@context"][0] == "https://www.w3.org/ns/credentials/v2" and it["@context"][1].startswith("https://purl.imsglobal.org/spec/ob/v3p0/context"),
    "types": {"VerifiableCredential", "OpenBadgeCredential"} <= set(it["type"]) and "AchievementSubject" in subject["type"] and "Achievement" in achievement["type"],
    "issuer": it["issuer"]["id"] == it["iss"] and "Profile" in it["issuer"]["type"],
    "ids": it["jti"] == it["id"] and it["sub"] == subject["id"] and achievement["id"].startswith("https://"),
    "validity": "validFrom" in it and isinstance(it["nbf"], int),
    "achievement": all(achievement.get(part) for part in ("name", "description")) and achievement["criteria"].get("narrative"),
    "holder": subject["identifier"][0]["hashed"] is True and subject["identifier"][0]["identityHash"].startswith("sha256$"),
    "status": it["credentialStatus"]["type"] == "1EdTechRevocationList",
}
lacks = [what for what, holds in wanted.items() if not holds]
if lacks:
    refuse("it lacks " + ", ".join(lacks))
if any(one["id"] == it["id"] and one["revoked"] for one in json.loads(withdrawn)["revokedCredential"]):
    refuse("it was withdrawn")
print("accepted", it["name"])
