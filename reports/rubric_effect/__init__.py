"""What a changed rubric would do: every unit scored anew from what a run has frozen, beside what
it has; and which entered figures a changed line can keep."""
