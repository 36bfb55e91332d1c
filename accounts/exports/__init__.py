"""Tables and forms as Excel workbooks: what offices print, and nothing a program would run.

`sheet` says what a paper is, `workbook` writes it, `cells` makes its words harmless. The verb that
makes an export, with its reason, quota and log, is accounts.transitions.export.
"""
