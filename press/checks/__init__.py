"""What reads the finished files and can only reject them: validators, preflight, agreement, rebuild."""
