// Outsiders touched by several campaigns
// question: Which accounts that no release lists did accounts of at least two releases retweet, quote, answer or name?
// parameters:
//   limit: integer, rows at most
// columns:
//   account: text, handle, else display name, else pseudonym
//   user_id: text, its id, or its hash
//   campaigns: list, keys of the releases whose accounts touched it
//   accounts: integer, accounts that touched it
//   tweets: integer, retweets, quotes, replies and mentions
// caveats:
//   - Large accounts are touched by everybody: a shared target is no sign of a common operator.
//   - Twitter replaced ids by hashes in some releases, in different ways, so zero means unknown.
// scan: Outsider: every outside account is counted
:param limit => 20;
MATCH (o:Outsider)<-[r:RETWEETED|QUOTED|REPLIED_TO|MENTIONED]-(a:Account)
WITH o, count(DISTINCT a) AS accounts, sum(r.times) AS tweets, collect(DISTINCT r.campaigns) AS lists
WHERE size(lists) > 1 OR size(lists[0]) > 1
UNWIND lists AS keys
UNWIND keys AS campaign
WITH o, accounts, tweets, collect(DISTINCT campaign) AS touching
WHERE size(touching) > 1
WITH o, touching, accounts, tweets
ORDER BY size(touching) DESC, accounts DESC, o.user_id
LIMIT $limit
UNWIND touching AS campaign
WITH o, accounts, tweets, campaign
ORDER BY campaign
WITH o, accounts, tweets, collect(campaign) AS campaigns
RETURN coalesce(o.screen_name, o.display_name, o.alias) AS account, o.user_id AS user_id, campaigns, accounts, tweets
ORDER BY size(campaigns) DESC, accounts DESC, user_id
