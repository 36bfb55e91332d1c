"""Papers of running text and tables under or without a red head: 通报, 函, 评分表, 排名表, 清单."""
