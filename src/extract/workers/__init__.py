"""Documents in limited child processes: one that hangs, dies or swallows memory is that document's error, and the others go on."""
