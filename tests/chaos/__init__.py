"""The whole site while things break: at the end every copy equals the database."""
