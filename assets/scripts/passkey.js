// Asks the browser for a passkey, to add it or to use it, and puts what it said into the form. Without script the words stay that say so.
const bytes = (words) => new TextEncoder().encode(words);
const written = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const read = (words) => Uint8Array.from(atob(words.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const ASK = {
  add: ({ challenge, site, partnership, owner, email, name }, known) => navigator.credentials.create({ publicKey: {
    challenge: bytes(challenge), rp: { id: site, name: partnership }, user: { id: bytes(owner), name: email, displayName: name },
    pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: "public-key", alg })), excludeCredentials: known,
    attestation: "none", authenticatorSelection: { residentKey: "discouraged", userVerification: "preferred" },
  } }),
  use: ({ challenge, site }, known) => navigator.credentials.get({ publicKey: {
    challenge: bytes(challenge), rpId: site, allowCredentials: known, userVerification: "preferred",
  } }),
};

function why(error, what) {
  if (error.name === "InvalidStateError") return "This device has a passkey here already. Use another one.";
  if (error.name === "SecurityError") return "Passkeys work only at this site’s own address, and over a safe connection. Use another way.";
  return what === "add" ? "No passkey was made. Try once more, or set up an authenticator app." : "No passkey was given. Try once more, or use another way.";
}

export function passkey(part) {
  if (!window.PublicKeyCredential) return;
  const form = part.closest("form"), { lyPasskey: what, known } = part.dataset, { credential, client_data, authenticator_data, signature, name } = form.elements;
  const [said, button, without] = part.querySelector(".ly-passkey").children;
  const listed = known.split(" ").filter(Boolean).map((id) => ({ type: "public-key", id: read(id) }));
  [button.hidden, without.hidden, client_data.value] = [false, true, ""];

  form.addEventListener("submit", async (event) => {
    if (what === "add" && !name.value.trim()) return;
    event.preventDefault();
    said.textContent = "";
    try {
      const { rawId, response } = await ASK[what](part.dataset, listed);
      credential.value = written(rawId);
      client_data.value = written(response.clientDataJSON);
      authenticator_data.value = written(response.authenticatorData ?? response.getAuthenticatorData());
      signature.value = response.signature ? written(response.signature) : "";
      form.submit();
    } catch (error) {
      said.textContent = why(error, what);
    }
  });
}
