"""The stable codes forms answer with. The PWA has words for each in both languages."""

from typing import Literal, get_args

FieldCode = Literal[
    "ambiguous_choice",
    "ambiguous_organisation",
    "ambiguous_region",
    "bad_characters",
    "bad_date",
    "bad_digest",
    "bad_email",
    "bad_file_name",
    "bad_month",
    "bad_number",
    "bad_phone",
    "bad_row_id",
    "bad_type",
    "bad_year",
    "date_in_text_cell",
    "duplicate_choice",
    "duplicate_file",
    "duplicate_in_file",
    "duplicate_row",
    "duplicate_row_id",
    "end_before_start",
    "error_cell",
    "file_kind",
    "file_missing",
    "file_too_large",
    "formula_cell",
    "in_future",
    "merged_cell",
    "not_mobile",
    "not_yes_or_no",
    "outside_period",
    "precision_lost",
    "rank_beyond_total",
    "required",
    "retired_choice",
    "sum_differs",
    "sum_too_large",
    "taken",
    "too_few_choices",
    "too_few_files",
    "too_few_rows",
    "too_large",
    "too_long",
    "too_many_choices",
    "too_many_decimals",
    "too_many_files",
    "too_many_rows",
    "too_short",
    "too_small",
    "unknown_choice",
    "unknown_field",
    "unknown_organisation",
    "unknown_region",
]
"""What can be wrong with one value."""

SheetCode = Literal[
    "not_a_workbook",
    "workbook_too_large",
    "workbook_damaged",
    "workbook_unsafe",
    "wrong_template",
    "template_of_another_form",
    "outdated_template",
    "wrong_columns",
    "too_many_sheet_rows",
    "empty_sheet",
]
"""Why a whole workbook is not read."""

FIELD_CODES: frozenset[str] = frozenset(get_args(FieldCode))
SHEET_CODES: frozenset[str] = frozenset(get_args(SheetCode))
CODES = FIELD_CODES | SHEET_CODES

STRUCTURAL: frozenset[str] = frozenset(
    {
        "bad_characters",
        "bad_digest",
        "bad_file_name",
        "bad_row_id",
        "bad_type",
        "duplicate_row_id",
        "too_long",
        "too_many_choices",
        "too_many_files",
        "too_many_rows",
        "unknown_field",
    }
)
"""Faults a draft may not have either: what no screen produces, or what would fill the store."""
