// Domains of several campaigns
// question: To which sites did accounts of at least two releases link?
// parameters:
//   kinds: list, kinds of domains to show: site, platform (others' pages on one address), shortener
//   limit: integer, rows at most
// columns:
//   domain: text, registrable domain
//   campaigns: list, keys of the releases, sorted
//   links: integer, links to it, each of a tweet with two of them
//   fewest: integer, those of the release that has the fewest
// caveats:
//   - A thing that everybody uses is shared by everybody: it is no sign of a common operator.
// scan: Domain: every domain is a start
:param kinds => ['site'];
:param limit => 20;
MATCH (d:Domain)<-[:HOSTED_ON]-(:Url)<-[:LINKS_TO]-(t:Tweet:Archived)
WHERE d.kind IN $kinds
UNWIND t.campaigns AS key
WITH d, key, count(*) AS times
ORDER BY key
WITH d, collect(key) AS campaigns, sum(times) AS links, min(times) AS fewest
WHERE size(campaigns) > 1
RETURN d.name AS domain, campaigns, links, fewest
ORDER BY size(campaigns) DESC, fewest DESC, links DESC, domain
LIMIT $limit
