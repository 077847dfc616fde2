// Campaign
UNWIND $rows AS row
MATCH (n:`Campaign` {`key`: row[0]})
DETACH DELETE n;

// Account
UNWIND $rows AS row
MATCH (n:`Account` {`user_id`: row[0]})
DETACH DELETE n;

// Tweet
UNWIND $rows AS row
MATCH (n:`Tweet` {`tweet_id`: row[0]})
DETACH DELETE n;

// Hashtag
UNWIND $rows AS row
MATCH (n:`Hashtag` {`tag`: row[0]})
DETACH DELETE n;

// Url
UNWIND $rows AS row
MATCH (n:`Url` {`url`: row[0]})
DETACH DELETE n;

// Domain
UNWIND $rows AS row
MATCH (n:`Domain` {`name`: row[0]})
DETACH DELETE n;

// Client
UNWIND $rows AS row
MATCH (n:`Client` {`name`: row[0]})
DETACH DELETE n;

// Media
UNWIND $rows AS row
MATCH (n:`Media` {`sha256`: row[0]})
DETACH DELETE n;

// Community
UNWIND $rows AS row
MATCH (n:`Community` {`key`: row[0]})
DETACH DELETE n;

// Run
UNWIND $rows AS row
MATCH (n:`Run` {`key`: row[0]})
DETACH DELETE n;

// MEMBER_OF
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row[0]})
MATCH (b:`Campaign` {`key`: row[1]})
MATCH (a)-[r:`MEMBER_OF`]->(b)
DELETE r;

// POSTED
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row[0]})
MATCH (b:`Tweet` {`tweet_id`: row[1]})
MATCH (a)-[r:`POSTED`]->(b)
DELETE r;

// HAS_PICTURE
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row[0]})
MATCH (b:`Media` {`sha256`: row[1]})
MATCH (a)-[r:`HAS_PICTURE` {`role`: row[2]}]->(b)
DELETE r;

// USED
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row[0]})
MATCH (b:`Client` {`name`: row[1]})
MATCH (a)-[r:`USED` {`campaigns`: row[2]}]->(b)
DELETE r;

// RETWEETED
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row[0]})
MATCH (b:`Account` {`user_id`: row[1]})
MATCH (a)-[r:`RETWEETED`]->(b)
DELETE r;

// REPLIED_TO
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row[0]})
MATCH (b:`Account` {`user_id`: row[1]})
MATCH (a)-[r:`REPLIED_TO`]->(b)
DELETE r;

// QUOTED
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row[0]})
MATCH (b:`Account` {`user_id`: row[1]})
MATCH (a)-[r:`QUOTED`]->(b)
DELETE r;

// MENTIONED
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row[0]})
MATCH (b:`Account` {`user_id`: row[1]})
MATCH (a)-[r:`MENTIONED`]->(b)
DELETE r;

// COORDINATED
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row[0]})
MATCH (b:`Account` {`user_id`: row[1]})
MATCH (a)-[r:`COORDINATED` {`action`: row[2], `run`: row[3]}]->(b)
DELETE r;

// IN_COMMUNITY
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row[0]})
MATCH (b:`Community` {`key`: row[1]})
MATCH (a)-[r:`IN_COMMUNITY`]->(b)
DELETE r;

// RETWEETS
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row[0]})
MATCH (b:`Tweet` {`tweet_id`: row[1]})
MATCH (a)-[r:`RETWEETS`]->(b)
DELETE r;

// REPLIES_TO
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row[0]})
MATCH (b:`Tweet` {`tweet_id`: row[1]})
MATCH (a)-[r:`REPLIES_TO`]->(b)
DELETE r;

// QUOTES
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row[0]})
MATCH (b:`Tweet` {`tweet_id`: row[1]})
MATCH (a)-[r:`QUOTES`]->(b)
DELETE r;

// MENTIONS
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row[0]})
MATCH (b:`Account` {`user_id`: row[1]})
MATCH (a)-[r:`MENTIONS`]->(b)
DELETE r;

// TAGGED
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row[0]})
MATCH (b:`Hashtag` {`tag`: row[1]})
MATCH (a)-[r:`TAGGED`]->(b)
DELETE r;

// LINKS_TO
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row[0]})
MATCH (b:`Url` {`url`: row[1]})
MATCH (a)-[r:`LINKS_TO`]->(b)
DELETE r;

// SENT_FROM
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row[0]})
MATCH (b:`Client` {`name`: row[1]})
MATCH (a)-[r:`SENT_FROM`]->(b)
DELETE r;

// SHOWS
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row[0]})
MATCH (b:`Media` {`sha256`: row[1]})
MATCH (a)-[r:`SHOWS`]->(b)
DELETE r;

// HOSTED_ON
UNWIND $rows AS row
MATCH (a:`Url` {`url`: row[0]})
MATCH (b:`Domain` {`name`: row[1]})
MATCH (a)-[r:`HOSTED_ON`]->(b)
DELETE r;

// LOOKS_LIKE
UNWIND $rows AS row
MATCH (a:`Media` {`sha256`: row[0]})
MATCH (b:`Media` {`sha256`: row[1]})
MATCH (a)-[r:`LOOKS_LIKE`]->(b)
DELETE r;
