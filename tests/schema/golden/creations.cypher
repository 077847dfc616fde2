// Campaign
UNWIND $rows AS row
WITH row WHERE NOT EXISTS { (:`Campaign` {`key`: row[0]}) }
CREATE (n:`Campaign` {`key`: row[0], `title`: row[1], `attributed_to`: row[2], `released_on`: row[3], `time_zone`: row[4], `expected_accounts`: row[5], `expected_tweets`: row[6], `synthetic`: row[7], `files`: row[8], `digest`: row[9], `model`: row[10], `state`: row[11]});

// Account Archived
UNWIND $rows AS row
WITH row WHERE NOT EXISTS { (:`Account` {`user_id`: row[0]}) }
CREATE (n:`Account`:`Archived` {`user_id`: row[0], `screen_name`: row[1], `also_known_as`: row[2], `display_name`: row[3], `alias`: row[4], `hashed`: row[5], `followers`: row[6], `following`: row[7], `created_on`: row[8], `language`: row[9], `location`: row[10], `description`: row[11], `profile_url`: row[12]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[13]), 0) - 1) AS i
  MATCH (o:`Campaign` {`key`: row[13][i]})
  CREATE (n)-[:`MEMBER_OF` {`screen_name`: row[14][i], `display_name`: row[15][i], `followers`: row[16][i], `following`: row[17][i], `created_on`: row[18][i], `language`: row[19][i], `location`: row[20][i], `description`: row[21][i], `profile_url`: row[22][i], `tweets`: row[23][i], `retweets`: row[24][i], `replies`: row[25][i], `with_hashtags`: row[26][i], `with_links`: row[27][i], `languages`: row[28][i]}]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[29]), 0) - 1) AS i
  MATCH (o:`Media` {`sha256`: row[29][i]})
  CREATE (n)-[:`HAS_PICTURE` {`role`: row[30][i]}]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[31]), 0) - 1) AS i
  MATCH (o:`Client` {`name`: row[31][i]})
  CREATE (n)-[:`USED` {`times`: row[32][i], `first_at`: CASE WHEN row[33][i] IS NOT NULL THEN datetime({epochMillis: row[33][i]}) END, `last_at`: CASE WHEN row[34][i] IS NOT NULL THEN datetime({epochMillis: row[34][i]}) END, `months`: row[35][i], `month_times`: row[36][i], `campaigns`: row[37][i]}]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[38]), 0) - 1) AS i
  MATCH (o:`Community` {`key`: row[38][i]})
  CREATE (n)-[:`IN_COMMUNITY`]->(o)
};

// Account Outsider
UNWIND $rows AS row
WITH row WHERE NOT EXISTS { (:`Account` {`user_id`: row[0]}) }
CREATE (n:`Account`:`Outsider` {`user_id`: row[0], `screen_name`: row[1], `also_known_as`: row[2], `display_name`: row[3], `alias`: row[4], `hashed`: row[5], `followers`: row[6], `following`: row[7], `created_on`: row[8], `language`: row[9], `location`: row[10], `description`: row[11], `profile_url`: row[12]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[13]), 0) - 1) AS i
  MATCH (o:`Campaign` {`key`: row[13][i]})
  CREATE (n)-[:`MEMBER_OF` {`screen_name`: row[14][i], `display_name`: row[15][i], `followers`: row[16][i], `following`: row[17][i], `created_on`: row[18][i], `language`: row[19][i], `location`: row[20][i], `description`: row[21][i], `profile_url`: row[22][i], `tweets`: row[23][i], `retweets`: row[24][i], `replies`: row[25][i], `with_hashtags`: row[26][i], `with_links`: row[27][i], `languages`: row[28][i]}]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[29]), 0) - 1) AS i
  MATCH (o:`Media` {`sha256`: row[29][i]})
  CREATE (n)-[:`HAS_PICTURE` {`role`: row[30][i]}]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[31]), 0) - 1) AS i
  MATCH (o:`Client` {`name`: row[31][i]})
  CREATE (n)-[:`USED` {`times`: row[32][i], `first_at`: CASE WHEN row[33][i] IS NOT NULL THEN datetime({epochMillis: row[33][i]}) END, `last_at`: CASE WHEN row[34][i] IS NOT NULL THEN datetime({epochMillis: row[34][i]}) END, `months`: row[35][i], `month_times`: row[36][i], `campaigns`: row[37][i]}]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[38]), 0) - 1) AS i
  MATCH (o:`Community` {`key`: row[38][i]})
  CREATE (n)-[:`IN_COMMUNITY`]->(o)
};

// Tweet Archived
UNWIND $rows AS row
WITH row WHERE NOT EXISTS { (:`Tweet` {`tweet_id`: row[0]}) }
CREATE (n:`Tweet`:`Archived` {`tweet_id`: row[0], `text`: row[1], `text_inferred`: row[2], `same_text`: row[3], `posted_at`: CASE WHEN row[4] IS NOT NULL THEN datetime({epochMillis: row[4]}) END, `language`: row[5], `likes`: row[6], `retweets`: row[7], `replies`: row[8], `quotes`: row[9], `is_retweet`: row[10], `latitude`: row[11], `longitude`: row[12], `poll_choices`: row[13], `campaigns`: row[14]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[15]), 0) - 1) AS i
  MATCH (o:`Account` {`user_id`: row[15][i]})
  CREATE (o)-[:`POSTED` {`inferred`: row[16][i]}]->(n)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[17]), 0) - 1) AS i
  MATCH (o:`Account` {`user_id`: row[17][i]})
  CREATE (n)-[:`MENTIONS`]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[18]), 0) - 1) AS i
  MATCH (o:`Hashtag` {`tag`: row[18][i]})
  CREATE (n)-[:`TAGGED`]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[19]), 0) - 1) AS i
  MATCH (o:`Url` {`url`: row[19][i]})
  CREATE (n)-[:`LINKS_TO`]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[20]), 0) - 1) AS i
  MATCH (o:`Client` {`name`: row[20][i]})
  CREATE (n)-[:`SENT_FROM`]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[21]), 0) - 1) AS i
  MATCH (o:`Media` {`sha256`: row[21][i]})
  CREATE (n)-[:`SHOWS`]->(o)
};

// Tweet Stub
UNWIND $rows AS row
WITH row WHERE NOT EXISTS { (:`Tweet` {`tweet_id`: row[0]}) }
CREATE (n:`Tweet`:`Stub` {`tweet_id`: row[0], `text`: row[1], `text_inferred`: row[2], `same_text`: row[3], `posted_at`: CASE WHEN row[4] IS NOT NULL THEN datetime({epochMillis: row[4]}) END, `language`: row[5], `likes`: row[6], `retweets`: row[7], `replies`: row[8], `quotes`: row[9], `is_retweet`: row[10], `latitude`: row[11], `longitude`: row[12], `poll_choices`: row[13], `campaigns`: row[14]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[15]), 0) - 1) AS i
  MATCH (o:`Account` {`user_id`: row[15][i]})
  CREATE (o)-[:`POSTED` {`inferred`: row[16][i]}]->(n)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[17]), 0) - 1) AS i
  MATCH (o:`Account` {`user_id`: row[17][i]})
  CREATE (n)-[:`MENTIONS`]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[18]), 0) - 1) AS i
  MATCH (o:`Hashtag` {`tag`: row[18][i]})
  CREATE (n)-[:`TAGGED`]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[19]), 0) - 1) AS i
  MATCH (o:`Url` {`url`: row[19][i]})
  CREATE (n)-[:`LINKS_TO`]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[20]), 0) - 1) AS i
  MATCH (o:`Client` {`name`: row[20][i]})
  CREATE (n)-[:`SENT_FROM`]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[21]), 0) - 1) AS i
  MATCH (o:`Media` {`sha256`: row[21][i]})
  CREATE (n)-[:`SHOWS`]->(o)
};

// Hashtag
UNWIND $rows AS row
WITH row WHERE NOT EXISTS { (:`Hashtag` {`tag`: row[0]}) }
CREATE (n:`Hashtag` {`tag`: row[0], `name`: row[1]});

// Url
UNWIND $rows AS row
WITH row WHERE NOT EXISTS { (:`Url` {`url`: row[0]}) }
CREATE (n:`Url` {`url`: row[0]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Domain` {`name`: row[1][i]})
  CREATE (n)-[:`HOSTED_ON`]->(o)
};

// Domain
UNWIND $rows AS row
WITH row WHERE NOT EXISTS { (:`Domain` {`name`: row[0]}) }
CREATE (n:`Domain` {`name`: row[0], `kind`: row[1]});

// Client
UNWIND $rows AS row
WITH row WHERE NOT EXISTS { (:`Client` {`name`: row[0]}) }
CREATE (n:`Client` {`name`: row[0]});

// Media
UNWIND $rows AS row
WITH row WHERE NOT EXISTS { (:`Media` {`sha256`: row[0]}) }
CREATE (n:`Media` {`sha256`: row[0], `kind`: row[1], `bytes`: row[2], `width`: row[3], `height`: row[4], `duration`: row[5], `pdq`: row[6], `quality`: row[7], `thumbnail`: row[8]});

// Community
UNWIND $rows AS row
WITH row WHERE NOT EXISTS { (:`Community` {`key`: row[0]}) }
CREATE (n:`Community` {`key`: row[0], `size`: row[1], `facts`: row[2], `stability`: row[3], `run`: row[4]});

// Run
UNWIND $rows AS row
WITH row WHERE NOT EXISTS { (:`Run` {`key`: row[0]}) }
CREATE (n:`Run` {`key`: row[0], `command`: row[1], `parameters`: row[2], `version`: row[3], `windows_ms`: row[4], `chance`: row[5], `campaigns`: row[6], `accounts`: row[7], `co_acting`: row[8], `co_flagged`: row[9], `stale`: row[10], `digest`: row[11]});

// MEMBER_OF
UNWIND $rows AS row
MATCH (n:`Account` {`user_id`: row[0]})
SET n.`user_id` = row[0]
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Campaign` {`key`: row[1][i]})
  WITH n, row, i, o WHERE NOT EXISTS { (n)-[:`MEMBER_OF`]->(o) }
  CREATE (n)-[:`MEMBER_OF` {`screen_name`: row[2][i], `display_name`: row[3][i], `followers`: row[4][i], `following`: row[5][i], `created_on`: row[6][i], `language`: row[7][i], `location`: row[8][i], `description`: row[9][i], `profile_url`: row[10][i], `tweets`: row[11][i], `retweets`: row[12][i], `replies`: row[13][i], `with_hashtags`: row[14][i], `with_links`: row[15][i], `languages`: row[16][i]}]->(o)
};

// POSTED
UNWIND $rows AS row
MATCH (n:`Tweet` {`tweet_id`: row[0]})
SET n.`tweet_id` = row[0]
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Account` {`user_id`: row[1][i]})
  WITH n, row, i, o WHERE NOT EXISTS { (o)-[:`POSTED`]->(n) }
  CREATE (o)-[:`POSTED` {`inferred`: row[2][i]}]->(n)
};

// HAS_PICTURE
UNWIND $rows AS row
MATCH (n:`Account` {`user_id`: row[0]})
SET n.`user_id` = row[0]
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Media` {`sha256`: row[1][i]})
  WITH n, row, i, o WHERE NOT EXISTS { (n)-[:`HAS_PICTURE` {`role`: row[2][i]}]->(o) }
  CREATE (n)-[:`HAS_PICTURE` {`role`: row[2][i]}]->(o)
};

// USED
UNWIND $rows AS row
MATCH (n:`Account` {`user_id`: row[0]})
SET n.`user_id` = row[0]
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Client` {`name`: row[1][i]})
  WITH n, row, i, o WHERE NOT EXISTS { (n)-[:`USED` {`campaigns`: row[7][i]}]->(o) }
  CREATE (n)-[:`USED` {`times`: row[2][i], `first_at`: CASE WHEN row[3][i] IS NOT NULL THEN datetime({epochMillis: row[3][i]}) END, `last_at`: CASE WHEN row[4][i] IS NOT NULL THEN datetime({epochMillis: row[4][i]}) END, `months`: row[5][i], `month_times`: row[6][i], `campaigns`: row[7][i]}]->(o)
};

// RETWEETED
UNWIND $rows AS row
MATCH (n:`Account` {`user_id`: row[0]})
SET n.`user_id` = row[0]
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Account` {`user_id`: row[1][i]})
  WITH n, row, i, o WHERE NOT EXISTS { (n)-[:`RETWEETED`]->(o) }
  CREATE (n)-[:`RETWEETED` {`times`: row[2][i], `first_at`: CASE WHEN row[3][i] IS NOT NULL THEN datetime({epochMillis: row[3][i]}) END, `last_at`: CASE WHEN row[4][i] IS NOT NULL THEN datetime({epochMillis: row[4][i]}) END, `months`: row[5][i], `month_times`: row[6][i], `campaigns`: row[7][i]}]->(o)
};

// REPLIED_TO
UNWIND $rows AS row
MATCH (n:`Account` {`user_id`: row[0]})
SET n.`user_id` = row[0]
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Account` {`user_id`: row[1][i]})
  WITH n, row, i, o WHERE NOT EXISTS { (n)-[:`REPLIED_TO`]->(o) }
  CREATE (n)-[:`REPLIED_TO` {`times`: row[2][i], `first_at`: CASE WHEN row[3][i] IS NOT NULL THEN datetime({epochMillis: row[3][i]}) END, `last_at`: CASE WHEN row[4][i] IS NOT NULL THEN datetime({epochMillis: row[4][i]}) END, `months`: row[5][i], `month_times`: row[6][i], `campaigns`: row[7][i]}]->(o)
};

// QUOTED
UNWIND $rows AS row
MATCH (n:`Account` {`user_id`: row[0]})
SET n.`user_id` = row[0]
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Account` {`user_id`: row[1][i]})
  WITH n, row, i, o WHERE NOT EXISTS { (n)-[:`QUOTED`]->(o) }
  CREATE (n)-[:`QUOTED` {`times`: row[2][i], `first_at`: CASE WHEN row[3][i] IS NOT NULL THEN datetime({epochMillis: row[3][i]}) END, `last_at`: CASE WHEN row[4][i] IS NOT NULL THEN datetime({epochMillis: row[4][i]}) END, `months`: row[5][i], `month_times`: row[6][i], `campaigns`: row[7][i]}]->(o)
};

// MENTIONED
UNWIND $rows AS row
MATCH (n:`Account` {`user_id`: row[0]})
SET n.`user_id` = row[0]
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Account` {`user_id`: row[1][i]})
  WITH n, row, i, o WHERE NOT EXISTS { (n)-[:`MENTIONED`]->(o) }
  CREATE (n)-[:`MENTIONED` {`times`: row[2][i], `first_at`: CASE WHEN row[3][i] IS NOT NULL THEN datetime({epochMillis: row[3][i]}) END, `last_at`: CASE WHEN row[4][i] IS NOT NULL THEN datetime({epochMillis: row[4][i]}) END, `months`: row[5][i], `month_times`: row[6][i], `campaigns`: row[7][i]}]->(o)
};

// COORDINATED
UNWIND $rows AS row
MATCH (n:`Account` {`user_id`: row[0]})
SET n.`user_id` = row[0]
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Account` {`user_id`: row[1][i]})
  WITH n, row, i, o WHERE NOT EXISTS { (n)-[:`COORDINATED` {`action`: row[2][i], `run`: row[22][i]}]->(o) }
  CREATE (n)-[:`COORDINATED` {`action`: row[2][i], `window_s`: row[3][i], `support`: row[4][i], `support_by_window`: row[5][i], `objects`: row[6][i], `pairs`: row[7][i], `episodes`: row[8][i], `median_delay_s`: row[9][i], `led_by_first`: row[10][i], `expected`: row[11][i], `p_value`: row[12][i], `q_value`: row[13][i], `q_hour`: row[14][i], `q_author`: row[15][i], `robust`: row[16][i], `tweets_u`: row[17][i], `tweets_v`: row[18][i], `months`: row[19][i], `month_counts`: row[20][i], `evidence`: row[21][i], `run`: row[22][i]}]->(o)
};

// IN_COMMUNITY
UNWIND $rows AS row
MATCH (n:`Account` {`user_id`: row[0]})
SET n.`user_id` = row[0]
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Community` {`key`: row[1][i]})
  WITH n, row, i, o WHERE NOT EXISTS { (n)-[:`IN_COMMUNITY`]->(o) }
  CREATE (n)-[:`IN_COMMUNITY`]->(o)
};

// RETWEETS
UNWIND $rows AS row
MATCH (n:`Tweet` {`tweet_id`: row[0]})
SET n.`tweet_id` = row[0]
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Tweet` {`tweet_id`: row[1][i]})
  WITH n, row, i, o WHERE NOT EXISTS { (n)-[:`RETWEETS`]->(o) }
  CREATE (n)-[:`RETWEETS`]->(o)
};

// REPLIES_TO
UNWIND $rows AS row
MATCH (n:`Tweet` {`tweet_id`: row[0]})
SET n.`tweet_id` = row[0]
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Tweet` {`tweet_id`: row[1][i]})
  WITH n, row, i, o WHERE NOT EXISTS { (n)-[:`REPLIES_TO`]->(o) }
  CREATE (n)-[:`REPLIES_TO`]->(o)
};

// QUOTES
UNWIND $rows AS row
MATCH (n:`Tweet` {`tweet_id`: row[0]})
SET n.`tweet_id` = row[0]
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Tweet` {`tweet_id`: row[1][i]})
  WITH n, row, i, o WHERE NOT EXISTS { (n)-[:`QUOTES`]->(o) }
  CREATE (n)-[:`QUOTES`]->(o)
};

// MENTIONS
UNWIND $rows AS row
MATCH (n:`Tweet` {`tweet_id`: row[0]})
SET n.`tweet_id` = row[0]
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Account` {`user_id`: row[1][i]})
  WITH n, row, i, o WHERE NOT EXISTS { (n)-[:`MENTIONS`]->(o) }
  CREATE (n)-[:`MENTIONS`]->(o)
};

// TAGGED
UNWIND $rows AS row
MATCH (n:`Tweet` {`tweet_id`: row[0]})
SET n.`tweet_id` = row[0]
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Hashtag` {`tag`: row[1][i]})
  WITH n, row, i, o WHERE NOT EXISTS { (n)-[:`TAGGED`]->(o) }
  CREATE (n)-[:`TAGGED`]->(o)
};

// LINKS_TO
UNWIND $rows AS row
MATCH (n:`Tweet` {`tweet_id`: row[0]})
SET n.`tweet_id` = row[0]
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Url` {`url`: row[1][i]})
  WITH n, row, i, o WHERE NOT EXISTS { (n)-[:`LINKS_TO`]->(o) }
  CREATE (n)-[:`LINKS_TO`]->(o)
};

// SENT_FROM
UNWIND $rows AS row
MATCH (n:`Tweet` {`tweet_id`: row[0]})
SET n.`tweet_id` = row[0]
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Client` {`name`: row[1][i]})
  WITH n, row, i, o WHERE NOT EXISTS { (n)-[:`SENT_FROM`]->(o) }
  CREATE (n)-[:`SENT_FROM`]->(o)
};

// SHOWS
UNWIND $rows AS row
MATCH (n:`Tweet` {`tweet_id`: row[0]})
SET n.`tweet_id` = row[0]
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Media` {`sha256`: row[1][i]})
  WITH n, row, i, o WHERE NOT EXISTS { (n)-[:`SHOWS`]->(o) }
  CREATE (n)-[:`SHOWS`]->(o)
};

// HOSTED_ON
UNWIND $rows AS row
MATCH (n:`Url` {`url`: row[0]})
SET n.`url` = row[0]
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Domain` {`name`: row[1][i]})
  WITH n, row, i, o WHERE NOT EXISTS { (n)-[:`HOSTED_ON`]->(o) }
  CREATE (n)-[:`HOSTED_ON`]->(o)
};

// LOOKS_LIKE
UNWIND $rows AS row
MATCH (n:`Media` {`sha256`: row[0]})
SET n.`sha256` = row[0]
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Media` {`sha256`: row[1][i]})
  WITH n, row, i, o WHERE NOT EXISTS { (n)-[:`LOOKS_LIKE`]->(o) }
  CREATE (n)-[:`LOOKS_LIKE` {`distance`: row[2][i]}]->(o)
};
