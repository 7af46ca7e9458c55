"""Records as a workbook that analysts correct in a spreadsheet, and the way back: what they changed becomes corrections."""
