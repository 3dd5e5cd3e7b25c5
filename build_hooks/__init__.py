"""Builds the site: articles and data to pages, articles to an index, the wizard to a runtime."""
