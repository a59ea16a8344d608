"""Filing a project: drafts, files, review, changes after approval, import."""
