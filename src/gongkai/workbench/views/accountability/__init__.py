"""Pages of 监督保障: targets, score sheets, the register of liability, the ledger of content."""
