"""Words printed into templates: what a column takes."""

from backend.forms.kinds import AnyField, Choice, MultiChoice
from backend.forms.kinds.choices import Boolean
from backend.forms.kinds.contact import Email, Phone
from backend.forms.kinds.dates import Date, Month, Year
from backend.forms.kinds.numbers import DecimalNumber, Integer
from backend.forms.kinds.places import Organisation, Region
from backend.forms.kinds.text import LongText, Text
from backend.forms.words import Label

REQUIRED = Label(zh="必填", en="Required")
CONDITIONAL = Label(zh="视情况必填", en="Required in some cases")
OPTIONAL = Label(zh="选填", en="Optional")
GUIDE_HEADERS = (
    Label(zh="列", en="Column"),
    Label(zh="是否必填", en="Required"),
    Label(zh="填写要求", en="What to enter"),
    Label(zh="可选值", en="Choices"),
)
GUIDE_LINES = (
    Label(
        zh="请在“数据”表中从第 2 行开始填写，不要改动表头、列的顺序和工作表。",
        en="Fill in the data sheet from row 2. Leave headers, columns and sheets as they are.",
    ),
    Label(
        zh="不要使用公式和合并单元格；空行会被跳过；最多 10000 行。",
        en="No formulas or merged cells. Blank rows are skipped. At most 10,000 rows.",
    ),
    Label(
        zh="所有行都通过检查后才能正式导入；有一行不通过，则全部不导入。",
        en="Rows are imported only when all of them pass.",
    ),
)


def mark_of(field: AnyField) -> Label:
    """Whether a column must be filled."""
    if field.required and field.visible_when is None:
        return REQUIRED
    return CONDITIONAL if field.required or field.required_when is not None else OPTIONAL


def hint(field: AnyField) -> Label:
    """What a cell of this column takes."""
    match field:
        case Text() | LongText():
            return Label(zh=f"文字，最多 {field.max_length} 个字", en=f"Text, up to {field.max_length} characters")
        case Integer():
            return Label(
                zh=f"整数，{field.minimum} 至 {field.maximum}", en=f"Whole number, {field.minimum} to {field.maximum}"
            )
        case DecimalNumber():
            return Label(
                zh=f"数字，{field.minimum} 至 {field.maximum}，最多 {field.scale} 位小数",
                en=f"Number, {field.minimum} to {field.maximum}, up to {field.scale} decimals",
            )
        case MultiChoice():
            return Label(zh="从可选值中选择，多个用“、”隔开", en="One or more of the choices, separated by commas")
    return _FIXED.get(type(field), Label(zh="", en=""))


_FIXED: dict[type, Label] = {
    Date: Label(zh="日期，如 2026-03-01", en="Date, such as 2026-03-01"),
    Month: Label(zh="年月，如 2026-03", en="Month, such as 2026-03"),
    Year: Label(zh="年份，如 2026", en="Year, such as 2026"),
    Choice: Label(zh="从下拉列表中选择", en="One of the choices"),
    Boolean: Label(zh="是 或 否", en="Yes or No"),
    Phone: Label(zh="手机号，或带区号的电话", en="Mobile number, or phone with area code"),
    Email: Label(zh="一个邮箱地址", en="One e-mail address"),
    Region: Label(zh="行政区划名称或六位代码", en="Name or six-digit code of the region"),
    Organisation: Label(zh="单位全称，与系统中一致", en="Full name of the organisation as in the system"),
}
