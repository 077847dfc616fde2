// Renamed accounts
// question: Which listed accounts had other handles before?
// parameters:
//   campaign: text, key of a release; all releases when null
//   limit: integer, rows at most
// columns:
//   account: text, handle, else display name, else pseudonym
//   user_id: text, its id, or its hash
//   also_known_as: list, other handles seen for the same id
//   created_on: date, the day the account was created
//   followers: integer, when Twitter suspended it
// caveats:
//   - Only handles that occur in the archive are known: in another release, or in a retweet of the account.
// scan: Campaign, Account: the profile of every listed account is read
:param campaign => null;
:param limit => 20;
MATCH (c:Campaign)<-[:MEMBER_OF]-(a:Account)
WHERE a.also_known_as IS NOT NULL AND ($campaign IS NULL OR c.key = $campaign)
WITH DISTINCT a
RETURN coalesce(a.screen_name, a.display_name, a.alias) AS account,
       a.user_id AS user_id,
       a.also_known_as AS also_known_as,
       a.created_on AS created_on,
       a.followers AS followers
ORDER BY size(also_known_as) DESC, user_id
LIMIT $limit
