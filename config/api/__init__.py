"""What every API view shares: paging, problem documents, addresses."""
