// Top links
// question: To which addresses did the accounts link most?
// parameters:
//   campaign: text, key of a release; all releases when null
//   kinds: list, kinds of domains to show: site, platform (others' pages on one address), shortener
//   limit: integer, rows at most
// columns:
//   url: text, the address
//   domain: text, registrable domain
//   tweets: integer, tweets that link to it, retweets included
//   accounts: integer, accounts that posted them
//   first_at: time, the first of these tweets
//   last_at: time, the last of them
// caveats:
//   - Addresses that differ in a parameter count apart.
// scan: Domain: the way to every address on it
:param campaign => null;
:param kinds => ['site'];
:param limit => 20;
MATCH (d:Domain)<-[:HOSTED_ON]-(u:Url)
WHERE d.kind IN $kinds
WITH d,
     u,
     CASE
       WHEN $campaign IS NULL THEN count { (u)<-[:LINKS_TO]-() }
       ELSE count { MATCH (u)<-[:LINKS_TO]-(t:Tweet) WHERE $campaign IN t.campaigns }
     END AS tweets
WHERE tweets > 0
WITH d, u, tweets
ORDER BY tweets DESC, u.url
LIMIT $limit
CALL (u) {
  MATCH (u)<-[:LINKS_TO]-(t:Tweet)<-[:POSTED]-(a:Account)
  WHERE $campaign IS NULL OR $campaign IN t.campaigns
  RETURN count(DISTINCT a) AS accounts, min(t.posted_at) AS first_at, max(t.posted_at) AS last_at
}
RETURN u.url AS url, d.name AS domain, tweets, accounts, first_at, last_at
ORDER BY tweets DESC, url
