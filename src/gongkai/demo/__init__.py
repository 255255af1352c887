"""A county of the year 2019, built by calling actions only: what a new user looks at first and what journeys run on."""
