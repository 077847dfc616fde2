// Share of the ten most active accounts
// question: How much of each release did its ten most active accounts write?
// parameters:
//   campaign: text, key of a release; all releases when null
// columns:
//   campaign: text, key of the release
//   accounts: integer, accounts with at least one tweet in the release
//   tweets: integer, their tweets, retweets included
//   top_ten: integer, those of the ten accounts with the most
//   share: float, top_ten as a share of tweets, 0 to 1
//   median_tweets: integer, half of the accounts posted at most as many
//   most_tweets: integer, tweets of the most active account
// caveats:
//   - Tweets that were deleted before the takedown are missing, and some accounts deleted more than others.
// scan: Campaign: a few dozen nodes, the way to the accounts that they list
:param campaign => null;
MATCH (c:Campaign)<-[m:MEMBER_OF]-(a:Account)
WHERE ($campaign IS NULL OR c.key = $campaign) AND m.tweets > 0
WITH c.key AS campaign, m.tweets AS tweets, a.user_id AS user_id
ORDER BY campaign, tweets DESC, user_id
WITH campaign, collect(tweets) AS counts, sum(tweets) AS tweets, percentileDisc(tweets, 0.5) AS median_tweets
WITH campaign, counts, tweets, median_tweets, reduce(total = 0, number IN counts[..10] | total + number) AS top_ten
RETURN campaign,
       size(counts) AS accounts,
       tweets,
       top_ten,
       toFloat(top_ten) / tweets AS share,
       median_tweets,
       counts[0] AS most_tweets
ORDER BY campaign
