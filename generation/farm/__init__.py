"""Workers for heavy work: processes of this machine that are asked through framed pipes."""
