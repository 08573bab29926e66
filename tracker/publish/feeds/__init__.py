"""What machines subscribe to: Atom feeds, calendars, changelogs in Markdown, the sitemap. One file for all languages."""
