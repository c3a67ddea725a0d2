# Rules are read from the top: below the one that drops nothing is left to accept.
docker exec service-clinic-worker iptables -A FORWARD -p tcp --dport 8080 -j ACCEPT
