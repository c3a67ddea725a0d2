# The chain's policy is for packets that no rule has taken.
docker exec service-clinic-worker iptables -P FORWARD ACCEPT
