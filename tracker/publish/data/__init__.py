"""What the JSON files beside the pages say: plain data in English, with links that are relative to the site's root."""
