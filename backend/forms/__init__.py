"""Forms are data (design §6): a TOML definition is read here into validation, schema, xlsx sheets, lists and summaries.

Pure: nothing in this package reads the database, the network or the clock. What a check needs from outside comes in a
`Context`. A word on the two languages of keys: TOML is written in snake_case, JSON is camelCase, and keys of fields
(`project_no`) are data and stay as the catalogue spells them.
"""
