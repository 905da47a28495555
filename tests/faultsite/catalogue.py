"""What is expected of each row: the outcome or the reason, where the catalogue leaves a choice all that may be.

ok: the page is in the tables, whether as a dispatch of its own or as a copy. Reasons are those of closed_lists.py; the
catalogue's no_article is our no_text.
"""

from __future__ import annotations

OK = frozenset(["ok"])

# Row -> (path below /fault/, what may become of it)
PAGES: dict[str, tuple[str, frozenset[str]]] = {
    row: (path, frozenset(expected.split()))
    for row, path, expected in (
        line.split(maxsplit=2)
        for line in """\
N01 hang timeout
N02 slow_headers timeout
N03 slow_body timeout
N04 trunc_length truncated
N05 trunc_once ok
N06 trunc_chunked truncated
N07 bad_chunk protocol_error truncated
N08 length_short ok truncated no_text
N09 length_two ok protocol_error
N10 length_junk ok protocol_error
N11 reset connection truncated
N12 empty_reply connection protocol_error
N13 reset_twice ok
N14 close_delimited ok
N15 junk_status protocol_error connection
N16 header_1mb protocol_error too_large connection
N17 headers_5000 protocol_error too_large connection
N18 status_999 http_status protocol_error
N19 partial_206 truncated http_status
N20 not_modified_unasked http_status
N21 gzip_bomb too_large decompression_bomb
N22 gzip_bomb_double too_large decompression_bomb bad_encoding
N23 encoding_chain bad_encoding decompression_bomb
N24 gzip_lie ok bad_encoding
N25 gzip_cut truncated bad_encoding
N26 gzip_crc bad_encoding
N27 unknown_encoding bad_encoding no_text
N28 huge_length too_large
N29 endless too_large timeout
N30 page_20mb too_large ok
N31 redirect_self redirect_loop
N32 redirect_pingpong redirect_loop
N33 redirect_grow redirect_loop too_many_redirects
N34 redirect_3 ok
N35 redirect_file scheme
N36 redirect_data scheme
N37 redirect_ftp scheme
N38 redirect_canary host
N39 redirect_canary_decimal host
N40 redirect_canary_userinfo host
N41 redirect_canary_late host
N42 meta_refresh_canary host no_text
N43 redirect_nowhere protocol_error http_status empty
N44 redirect_junk protocol_error bad_url not_found
N45 redirect_long bad_url protocol_error too_large
N46 cookie_wall ok redirect_loop wall
N47 consent_wall wall no_text
N48 challenge wall forbidden
N49 retry_after_2 ok
N50 retry_after_date ok
N51 retry_after_week rate_limited
N52 retry_after_junk ok rate_limited
N53 flap_503 ok
N54 always_500 server_error
N55 forbidden forbidden
N56 missing not_found
N57 gone ok
N58 soft_404 not_found no_text
N59 empty_200 empty
N60 login_401 forbidden
N61 type_pdf_as_html not_html
N62 type_html_as_jpeg ok not_html
N63 type_none ok
N64 binary_as_html not_html no_text
N65 charset_header_lie ok
N66 charset_meta_lie ok
N67 charset_missing ok
N68 charset_bogus ok
N69 charset_utf16 ok
N70 charset_bad_bytes ok
N71 nul_bytes ok
N72 etag_flap ok
N73 etag_stuck ok
N74 noise_banner ok
N75 last_modified_future ok
N76 deep_nesting ok too_deep no_text too_slow
N77 quadratic_html ok timeout too_deep too_many_attributes too_slow
N78 regex_bait ok
N79 xss ok
N80 formula ok
N81 sql_names ok
N82 prompt_text ok
N83 bidi ok
N84 bad_dates ok
N85 future_date ok
N86 dateline_zone ok
N87 duplicate_id ok
N88 wire_copy ok
N89 js_only no_text
N90 bad_links ok
N91 path_in_id ok
beside front_page not_found
beside-2 challenge_200 wall
beside-3 random_bytes_gzip bad_encoding""".splitlines()
    )
}

# Row -> (kind of listing, path below /fault/, what the listing itself may be quarantined or refused for)
LISTINGS: dict[str, tuple[str, str, frozenset[str]]] = {
    "N94": ("sitemaps", "xml_bomb", frozenset(["bad_xml"])),
    "N95": ("sitemaps", "xml_external", frozenset(["bad_xml"])),
    "N96": ("sitemaps", "sitemap_foreign", frozenset(["host", "scheme"])),
    "N97": ("sitemaps", "sitemap_cut", frozenset(["bad_xml"])),
    "N98": ("sitemaps", "sitemap_60000", frozenset()),
    "N99": ("feeds", "rss_broken", frozenset(["bad_xml", "ok"])),
}

# Host -> what becomes of its page, what of a page below /private/
HOSTS: dict[str, tuple[str, str]] = {
    "robots-5xx": ("robots", "robots"),
    "robots-hang": ("robots", "robots"),
    "robots-deny": ("robots", "robots"),
    "robots-html": ("ok", "ok"),
    "robots-loop": ("ok", "ok"),
    "robots-404": ("ok", "ok"),
    "robots-big": ("ok", "robots"),
    "robots-bom": ("ok", "robots"),
    "limited": ("ok", "ok"),
    "tls-good": ("ok", "ok"),
    "tls-selfsigned": ("tls", "tls"),
    "tls-expired": ("tls", "tls"),
    "tls-wrongname": ("tls", "tls"),
    "tls-plain": ("tls", "tls"),
    "tls-hang": ("tls", "tls"),
}
