"""镜像: copies of the baked site in buckets and other storages, kept level with the release that is served here."""
