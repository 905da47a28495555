"""The commands, by what they are for: reading dispatches, answers, keeping tables, names, schedules."""
