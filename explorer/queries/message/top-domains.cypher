// Top domains
// question: To which sites did the accounts link most?
// parameters:
//   campaign: text, key of a release; all releases when null
//   kinds: list, kinds of domains to show: site, platform (others' pages on one address), shortener
//   limit: integer, rows at most
// columns:
//   domain: text, registrable domain
//   kind: text, site, platform or shortener
//   tweets: integer, tweets that link to it, retweets included
//   accounts: integer, accounts that posted them
//   urls: integer, distinct addresses on it, in any release
//   first_at: time, the first of these tweets
//   last_at: time, the last of them
// caveats:
//   - Platforms and shorteners are left out by default; what a shortener led to is not known.
//   - Links to twitter.com are mostly quotes.
// scan: Domain: every domain is counted
:param campaign => null;
:param kinds => ['site'];
:param limit => 20;
MATCH (d:Domain)
WHERE d.kind IN $kinds
CALL (d) {
  MATCH (d)<-[:HOSTED_ON]-(:Url)<-[:LINKS_TO]-(t:Tweet)
  WHERE $campaign IS NULL OR $campaign IN t.campaigns
  WITH DISTINCT t
  RETURN count(*) AS tweets, min(t.posted_at) AS first_at, max(t.posted_at) AS last_at
}
WITH d, tweets, first_at, last_at
WHERE tweets > 0
ORDER BY tweets DESC, d.name
LIMIT $limit
CALL (d) {
  MATCH (d)<-[:HOSTED_ON]-(:Url)<-[:LINKS_TO]-(t:Tweet)
  WHERE $campaign IS NULL OR $campaign IN t.campaigns
  MATCH (t)<-[:POSTED]-(a:Account)
  RETURN count(DISTINCT a) AS accounts
}
RETURN d.name AS domain,
       d.kind AS kind,
       tweets,
       accounts,
       count { (d)<-[:HOSTED_ON]-(:Url) } AS urls,
       first_at,
       last_at
ORDER BY tweets DESC, domain
