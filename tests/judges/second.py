"""Checks the cases recorded by `tests/schema.rs` and `tests/run_time_validator.rs` (`SECOND=notes.ndjson`) with Python's
`jsonschema`."""

import json
import sys

from jsonschema import Draft202012Validator

# A line without a body is the schema of the lines after it.
validator, accepted, rejected = None, 0, 0
for number, line in enumerate(open(sys.argv[1], encoding="utf-8"), 1):
    note = json.loads(line)
    if "schema" in note:
        Draft202012Validator.check_schema(note["schema"])
        validator = Draft202012Validator(note["schema"])
        continue
    is_valid = validator.is_valid(note["body"])
    if is_valid != note["is_valid"]:
        sys.exit(f"line {number}: {note['body']} is {'valid' if is_valid else 'not valid'} here")
    accepted, rejected = accepted + is_valid, rejected + (not is_valid)
if not accepted or not rejected:
    sys.exit("nothing was recorded")
print(f"{accepted} bodies accepted and {rejected} rejected by both validators")
