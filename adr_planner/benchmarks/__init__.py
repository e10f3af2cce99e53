"""Problems with a public yardstick, as first-class citizens of the package."""
