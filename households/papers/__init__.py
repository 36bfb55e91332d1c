"""The papers an office prints (domain J2), each declared once: its period, columns, rows and
parts. Screen, print and Excel draw the same table; a number and the list behind it come from the
same condition, so that they cannot differ."""
