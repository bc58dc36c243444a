"""Pages: the only layer that knows HTTP. `motcua.web.app.create_app` builds it, `motcua.web.page` declares a page."""
