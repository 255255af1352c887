"""Finding public items by words. A plain search over titles, numbers and text; never shows what is not public."""
