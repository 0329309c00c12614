"""Hooks of schemathesis: ids that exist in place of random ones, and the check that valid requests are not refused."""

import json
import os

import schemathesis
from schemathesis.generation.modes import GenerationMode

# Ids of records that exist, by the segment of a path or the field of a body that names them.
KNOWN = json.loads(os.environ.get("FUZZ_KNOWN", "{}"))

# Violations that depend on what is stored, on the catalogue, on the clock, on the bytes of a file or on another field: no
# schema states them.
NEED_THE_STATE = {
    "not_allowed",
    "not_in_the_past",
    "not_in_the_future",
    "not_a_time_zone",
    "not_a_duration",
    "not_a_clock_instant",
    "not_an_instant",
    "not_a_date",
    "not_descending",
    "not_a_cursor",
    "not_an_endpoint",
    "not_its_type",
    "repeated_entry",
    "ends_before_it_starts",
    "storage_not_known",
    "not_a_last_date",
    "not_a_file_type",
    "not_a_file_name",
    "unknown_account",
    "unknown_sku",
    "not_in_csv",
    "only_in_csv",
}


def is_valid(case):
    return case.meta is not None and case.meta.generation.mode == GenerationMode.POSITIVE


@schemathesis.hook
def before_call(context, case, kwargs):
    """Replaces the ids of a valid request. An invalid one stays as it is."""
    if not KNOWN or not is_valid(case):
        return
    segments = case.operation.path.split("/")
    for name in list(case.path_parameters or {}):
        kind = segments[segments.index("{%s}" % name) - 1]
        if kind in KNOWN:
            case.path_parameters[name] = KNOWN[kind]
    for values in (case.query, case.body):
        replace_ids(values)


def replace_ids(value):
    if isinstance(value, list):
        for entry in value:
            replace_ids(entry)
    elif isinstance(value, dict):
        for field, entry in list(value.items()):
            if field in KNOWN and isinstance(entry, str):
                value[field] = KNOWN[field]
            else:
                replace_ids(entry)


@schemathesis.serializer("application/x-ndjson")
def as_lines(ctx, value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8")


@schemathesis.check
def accepts_what_the_document_allows(ctx, response, case):
    """A valid request is refused only for the state: 404, 409, another problem code, or a violation that needs it."""
    if not is_valid(case) or response.status_code not in (400, 413, 422):
        return
    problem = response.json()
    if problem["code"] not in ("validation_failed", "malformed_json", "payload_too_large"):
        return
    errors = problem.get("errors", [])
    unexpected = [error for error in errors if error["code"] not in NEED_THE_STATE and "rule" not in error]
    unexpected = [error for error in unexpected if not is_long_in_utf16(error, case)]
    if unexpected or problem["code"] != "validation_failed":
        raise AssertionError("The document allows what is refused: %s" % (unexpected or problem))


def is_long_in_utf16(error, case):
    """Lengths count UTF-16 code units; JSON Schema counts characters."""
    text = json.dumps([case.body, case.query], ensure_ascii=False, default=str)
    return error["code"] == "too_long" and any(ord(character) > 0xFFFF for character in text)
