# In a merge patch null takes a key away.
kubectl patch service catalogue -n library -p '{"spec":{"selector":{"track":null}}}'
