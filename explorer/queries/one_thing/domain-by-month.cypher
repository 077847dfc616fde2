// One domain by month
// question: When did the accounts link to this domain, and how many of them did?
// parameters:
//   domain: text, registrable domain such as example.org; when null the site linked to from the most addresses
//   campaign: text, key of a release; all releases when null
// columns:
//   domain: text, the domain
//   month: text, YYYY-MM, UTC
//   tweets: integer, tweets that link to it, retweets included
//   accounts: integer, accounts that posted them
//   urls: integer, distinct addresses in them
// caveats:
//   - Months without a link are left out; what a shortener led to is not known.
// scan: Domain: only when no domain is named
:param domain => null;
:param campaign => null;
CALL () {
  MATCH (d:Domain {name: toLower($domain)})
  RETURN d
  UNION
  WITH $domain AS asked
  WHERE asked IS NULL
  MATCH (d:Domain)
  WHERE d.kind = 'site'
  RETURN d
  ORDER BY count { (d)<-[:HOSTED_ON]-() } DESC, d.name
  LIMIT 1
}
MATCH (d)<-[:HOSTED_ON]-(u:Url)<-[:LINKS_TO]-(t:Tweet)<-[:POSTED]-(a:Account)
WHERE t.posted_at IS NOT NULL AND ($campaign IS NULL OR $campaign IN t.campaigns)
WITH d,
     t.posted_at.year AS year,
     t.posted_at.month AS number,
     count(DISTINCT t) AS tweets,
     count(DISTINCT a) AS accounts,
     count(DISTINCT u) AS urls
RETURN d.name AS domain, toString(year) + CASE WHEN number < 10 THEN '-0' ELSE '-' END + toString(number) AS month, tweets, accounts, urls
ORDER BY month
