"""What cards show of the market, gathered from the desk: one request at the most, shared with all who ask."""
