# A preference among the endpoints that the policy leaves: on some nodes it leaves none.
kubectl patch service rates -n payments -p '{"spec":{"trafficDistribution":"PreferClose"}}'
