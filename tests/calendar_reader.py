#!/usr/bin/python3
"""Reads an iCalendar file with a parser that is not the program's own, and prints what it understood; 127 where there is none.

    calendar_reader.py FILE
"""
import datetime
import sys

try:
    import vobject
except ImportError:
    sys.exit(127)

calendar = vobject.readOne(open(sys.argv[1], encoding="utf-8", newline="").read())
calendar.validate(raiseException=True)
print("method", calendar.method.value)
for event in calendar.vevent_list:
    at = event.dtstart.value
    print("event", event.uid.value, "sequence", event.sequence.value, "status", event.status.value)
    print("starts", at.isoformat(), "which is", at.astimezone(datetime.timezone.utc).strftime("%H:%MZ"))
    print("summary", event.summary.value)
    print("place", repr(event.location.value) if hasattr(event, "location") else "none")
    print("attendee", event.attendee.value, event.attendee.params["CN"][0])
