"""What `tests/schema.rs` noted (`SECOND=notes.ndjson`), judged again by Python's `jsonschema`."""

import json
import sys

from jsonschema import Draft202012Validator

# A line without a body is the schema of the lines after it.
validator, taken, refused = None, 0, 0
for number, line in enumerate(open(sys.argv[1], encoding="utf-8"), 1):
    note = json.loads(line)
    if "schema" in note:
        Draft202012Validator.check_schema(note["schema"])
        validator = Draft202012Validator(note["schema"])
        continue
    is_valid = validator.is_valid(note["body"])
    if is_valid != note["is_valid"]:
        sys.exit(f"line {number}: {note['body']} is {'valid' if is_valid else 'not valid'} here")
    taken, refused = taken + is_valid, refused + (not is_valid)
if not taken or not refused:
    sys.exit("nothing was noted")
print(f"{taken} bodies taken and {refused} refused by both validators")
