// Days on which many accounts were created
// question: On which days were the most listed accounts created, and which ones?
// parameters:
//   campaign: text, key of a release; all releases when null
//   limit: integer, rows at most
// columns:
//   day: date, the day of creation
//   accounts: integer, listed accounts created on it
//   names: list, the first five of them by id: handle, else display name, else pseudonym
// caveats:
//   - Twitter gives the day only; accounts made within minutes and over a day look the same.
//   - Accounts without a day of creation are left out.
// scan: Campaign: a few dozen nodes, the way to the accounts that they list
:param campaign => null;
:param limit => 20;
MATCH (c:Campaign)<-[:MEMBER_OF]-(a:Account)
WHERE a.created_on IS NOT NULL AND ($campaign IS NULL OR c.key = $campaign)
WITH DISTINCT a
ORDER BY a.user_id
WITH a.created_on AS day, count(*) AS accounts, collect(coalesce(a.screen_name, a.display_name, a.alias))[..5] AS names
RETURN day, accounts, names
ORDER BY accounts DESC, day
LIMIT $limit
