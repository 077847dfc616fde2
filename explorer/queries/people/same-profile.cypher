// The same biography or link on many accounts
// question: Which biographies and profile links stand on more than one listed account?
// parameters:
//   campaign: text, key of a release; all releases when null
//   limit: integer, rows at most
// columns:
//   kind: text, biography or link
//   shared: text, the biography or the link
//   accounts: integer, listed accounts that have it
//   names: list, the first five of them by id: handle, else display name, else pseudonym
// caveats:
//   - Common phrases and the addresses of large sites are shared by accounts that have nothing else in common.
// scan: Campaign: a few dozen nodes, the way to the accounts that they list
:param campaign => null;
:param limit => 20;
MATCH (c:Campaign)<-[:MEMBER_OF]-(a:Account)
WHERE $campaign IS NULL OR c.key = $campaign
WITH DISTINCT a
ORDER BY a.user_id
UNWIND [['biography', a.description], ['link', a.profile_url]] AS part
WITH part[0] AS kind, part[1] AS shared, count(*) AS accounts, collect(coalesce(a.screen_name, a.display_name, a.alias))[..5] AS names
WHERE shared IS NOT NULL AND accounts > 1
RETURN kind, shared, accounts, names
ORDER BY accounts DESC, kind, shared
LIMIT $limit
