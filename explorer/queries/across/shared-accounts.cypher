// Accounts of several campaigns
// question: Which accounts do at least two releases list?
// parameters:
//   limit: integer, rows at most
// columns:
//   account: text, handle, else display name, else pseudonym
//   user_id: text, its id, or its hash
//   campaigns: list, keys of the releases, sorted
//   also_known_as: list, other handles seen for the same id
//   tweets: integer, its tweets in the releases
// caveats:
//   - Twitter replaced ids by hashes in some releases, in different ways, so zero means unknown.
// scan: Campaign: a few dozen nodes, the way to the accounts that they list
:param limit => 20;
MATCH (c:Campaign)<-[:MEMBER_OF]-(a:Account)
WITH a, c.key AS key
ORDER BY key
WITH a, collect(key) AS campaigns
WHERE size(campaigns) > 1
RETURN coalesce(a.screen_name, a.display_name, a.alias) AS account,
       a.user_id AS user_id,
       campaigns,
       coalesce(a.also_known_as, []) AS also_known_as,
       count { (a)-[:POSTED]->(:Archived) } AS tweets
ORDER BY tweets DESC, user_id
LIMIT $limit
