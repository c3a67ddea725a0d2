# This command writes the whole selector, it does not merge.
kubectl set selector service catalogue app=catalogue -n library
