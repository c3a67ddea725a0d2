# The rule, however often it stands there, and what may have been put beside it.
for rule in '-p tcp --dport 8080 -j DROP' '-p tcp --dport 8080 -j ACCEPT'; do
  while docker exec service-clinic-worker iptables -C FORWARD $rule 2> /dev/null; do
    docker exec service-clinic-worker iptables -D FORWARD $rule
  done
done
kubectl uncordon service-clinic-worker
