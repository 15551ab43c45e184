# The variables that name proxies: each fetch gets them from where Nix runs.
[
  "http_proxy"
  "https_proxy"
  "ftp_proxy"
  "all_proxy"
  "no_proxy"
]
