// Biographies that contain a word
// question: Which listed accounts say in their biography that they are media, journalists or officials?
// parameters:
//   campaign: text, key of a release; all releases when null
//   terms: list, words to look for, upper and lower case alike
//   limit: integer, rows at most
// columns:
//   account: text, handle, else display name, else pseudonym
//   user_id: text, its id, or its hash
//   term: text, the first of the words that the biography contains
//   description: text, the biography
//   followers: integer, when Twitter suspended it
//   tweets: integer, its tweets in the releases
// caveats:
//   - A word inside a longer one counts; what an account says of itself need not be so, nor need it be untrue.
// scan: Campaign, Account: the profile of every listed account is read
:param campaign => null;
:param terms => ['news', 'media', 'journalist', 'reporter', 'official', 'press'];
:param limit => 20;
MATCH (c:Campaign)<-[:MEMBER_OF]-(a:Account)
WHERE a.description IS NOT NULL AND ($campaign IS NULL OR c.key = $campaign)
WITH DISTINCT a, head([word IN $terms WHERE toLower(a.description) CONTAINS toLower(word)]) AS term
WHERE term IS NOT NULL
WITH a, term, count { (a)-[:POSTED]->(:Archived) } AS tweets
RETURN coalesce(a.screen_name, a.display_name, a.alias) AS account,
       a.user_id AS user_id,
       term,
       a.description AS description,
       a.followers AS followers,
       tweets
ORDER BY tweets DESC, user_id
LIMIT $limit
