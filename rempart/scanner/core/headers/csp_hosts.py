"""Public hosts that a policy should not allow as a whole: they also serve old AngularJS files, JSONP or plug-ins.

Known from public research on allow lists ("CSP is dead, long live CSP", 2016) and from these services' own pages.
"""

SCRIPT_HOSTS = frozenset(
    [
        "accounts.google.com",
        "ajax.googleapis.com",
        "ajax.aspnetcdn.com",
        "api.flickr.com",
        "api.github.com",
        "api.instagram.com",
        "api.map.baidu.com",
        "api.twitter.com",
        "api.vk.com",
        "cdn.bootcss.com",
        "cdn.jsdelivr.net",
        "cdn.rawgit.com",
        "cdn.shopify.com",
        "cdn.syndication.twimg.com",
        "cdnjs.cloudflare.com",
        "clients1.google.com",
        "code.angularjs.org",
        "dev.virtualearth.net",
        "ecn.dev.virtualearth.net",
        "en.wikipedia.org",
        "gist.github.com",
        "gstatic.com",
        "googleads.g.doubleclick.net",
        "graph.facebook.com",
        "maps.google.com",
        "maps.google.de",
        "maps.googleapis.com",
        "maps.gstatic.com",
        "mc.yandex.ru",
        "oss.maxcdn.com",
        "pagead2.googlesyndication.com",
        "public-api.wordpress.com",
        "query.yahooapis.com",
        "raw.githack.com",
        "rawgit.com",
        "storage.googleapis.com",
        "suggest.taobao.com",
        "syndication.twitter.com",
        "translate.google.com",
        "translate.googleapis.com",
        "translate.yandex.net",
        "unpkg.com",
        "vimeo.com",
        "widgets.pinterest.com",
        "www.google.com",
        "www.google.de",
        "www.googleadservices.com",
        "www.googleapis.com",
        "www.gstatic.com",
        "www.reddit.com",
        "www.youtube.com",
        "yandex.st",
        "yastatic.net",
    ]
)
NEEDS_EVAL = frozenset(
    ["www.google-analytics.com", "ssl.google-analytics.com", "googletagmanager.com", "www.googletagmanager.com"]
)
PLUGIN_HOSTS = frozenset(
    ["ajax.googleapis.com", "cdnjs.cloudflare.com", "vk.com", "www.youtube.com", "s.ytimg.com", "yandex.st"]
)
